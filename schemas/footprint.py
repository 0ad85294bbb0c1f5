"""What services need of a machine, by their images: the one table for estimates and for the check before a launch."""

from __future__ import annotations

GIB, MIB = 2**30, 2**20

MEMORY_OF = {
    "elasticsearch": 2 * GIB,
    "opensearch": 2 * GIB,
    "oceanbase": 6 * GIB,
    "seekdb": 2 * GIB,
    "couchbase": 2 * GIB,
    "milvus": 2 * GIB,
    "oracle": 2 * GIB,
    "weaviate": GIB // 2,
    "qdrant": GIB // 4,
    "postgres": GIB // 4,
    "mysql": GIB // 2,
    "api": GIB // 2,
    "worker": GIB // 2,
}
"""What a service needs at rest by a part of its image or name, for those that need much; all others SMALL."""
SMALL = 96 * MIB

IMAGE_OF = {
    "dify-api": 2800 * MIB,
    "launchdeck-runtime": 256 * MIB,
}
"""Unpacked size of an image by a part of its name; all others USUAL_IMAGE.

Source: the layers of dify-api 1.13.1 as a public mirror lists them, 2.25 GB of them its Python packages;
python:3.12-slim and the wheels of the runtime.
"""
USUAL_IMAGE = 300 * MIB
"""A round figure for images whose size was not looked up."""


def memory_of(image: str, name: str) -> int:
    """Bytes that a service needs at rest."""
    return next((size for word, size in MEMORY_OF.items() if word in image or word == name), SMALL)


def image_size(image: str) -> int:
    """Bytes that an image takes on the disk."""
    return next((size for word, size in IMAGE_OF.items() if word in image), USUAL_IMAGE)
