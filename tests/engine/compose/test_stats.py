"""CPU and memory of one sample (recorded, engine 20.10)."""

from __future__ import annotations

from tui.engine.compose.stats import cpu_percent, memory_bytes, total

SAMPLE = {
    "cpu_stats": {
        "cpu_usage": {"total_usage": 400_000_000, "percpu_usage": [1, 2]},
        "system_cpu_usage": 20_000_000_000,
        "online_cpus": 2,
    },
    "precpu_stats": {"cpu_usage": {"total_usage": 300_000_000}, "system_cpu_usage": 18_000_000_000},
    "memory_stats": {"usage": 10_000_000, "stats": {"total_inactive_file": 4_000_000}},
}


def test_cpu_is_in_percent_of_one_core() -> None:
    assert cpu_percent(SAMPLE) == 10.0
    assert cpu_percent({"cpu_stats": SAMPLE["cpu_stats"], "precpu_stats": SAMPLE["cpu_stats"]}) is None
    assert cpu_percent({}) is None


def test_memory_is_without_the_page_cache() -> None:
    assert memory_bytes(SAMPLE) == 6_000_000
    assert memory_bytes({"memory_stats": {"usage": 10, "stats": {"inactive_file": 4}}}) == 6
    assert memory_bytes({}) is None


def test_a_service_is_the_sum_of_its_containers() -> None:
    assert total([(1.0, 10), (None, 5), (2.5, None)]) == (3.5, 15)
    assert total([]) == (None, None)
