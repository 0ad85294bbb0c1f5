"""What the marketplace offers in the place of installed plugins."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from runtime import outbound
from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.provider import PluginInstallation
from runtime.settings import current_settings
from runtime.tasks.define import task

QUEUE: Final = "plugin"
_WHAT: Final = "The marketplace"


@task("runtime.check_upgradable_plugins", QUEUE)
def check_upgradable_plugins() -> str:
    """Ask the marketplace for the latest version of every installed plugin and keep it beside the installed one."""
    installed = db.session.scalars(select(PluginInstallation)).all()
    if not installed:
        return "no plugin is installed"
    latest = _latest_versions(sorted({one.plugin for one in installed}))
    for one in installed:
        one.latest_version, one.checked_at = latest.get(one.plugin), now()
    db.session.commit()
    newer = sum(one.latest_version not in (None, one.version) for one in installed)
    return f"{newer} of {len(installed)} plugins have another version"


def _latest_versions(plugins: list[str]) -> dict[str, str]:
    config = current_settings()
    address = f"{str(config.MARKETPLACE_API_URL).rstrip('/')}/api/v1/plugins/batch"
    answer = outbound.post_json(address, {"plugin_ids": plugins}, {}, _WHAT)
    try:
        rows = answer["data"]["plugins"]
        return {f"{row['org']}/{row['name']}": str(row["latest_version"])[:32] for row in rows}
    except (KeyError, TypeError):
        raise outbound.OutboundError(f"{_WHAT} answered with something else than plugins") from None
