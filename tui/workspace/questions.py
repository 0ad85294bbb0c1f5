"""The wizard's questions: which there are, what is filled in, and which answers can be."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from schemas.catalog import Catalog, Choice, Variable
from schemas.footprint import GIB, MEMORY_OF
from schemas.kinds import Problem, check_value
from schemas.profiles import PROFILES, profile_values
from tui.workspace import demands

Answers = Mapping[str, str]
"""What was answered, by the key of the question."""

MAX_WORKERS = 256
HTTP_PORT, OTHER_HTTP_PORT = 80, 8080
EVERYWHERE = "0.0.0.0"  # noqa: S104 - looked at, not listened on

FOLDER = "folder"
"""The answer that leads to another workspace."""
VALUE = "value of "
"""What the key of a question begins with whose answer is the value of a variable."""
MOST_QUESTIONS = 9
_IMAGE_CHOICES = (
    Choice("dify", "Dify as published: console, apps, plugins"),
    Choice("bundled", "the runtime image that this folder builds: API and workers only"),
    Choice(FOLDER, "a deployment of your own: a folder with a compose file"),
)

BESIDE_WORKERS = 2 * GIB
"""Memory that is left to databases and all else when the number of workers is proposed."""


DATABASES = {
    "postgresql": {},
    "mysql": {"DB_TYPE": "mysql", "DB_HOST": "db_mysql", "DB_PORT": "3306", "DB_USERNAME": "root"},
}
"""What choosing a database sets; PostgreSQL is the default everywhere."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the wizard."""

    key: str
    title: str
    help: str
    kind: str
    """choice, text, number, password, folder, secrets or review."""
    choices: tuple[Choice, ...] = ()
    default: Callable[[Answers], str] = lambda _answers: ""
    check: Callable[[str, Answers], Problem | None] = lambda _text, _answers: None
    asked: Callable[[Answers], bool] = lambda answers: answers.get("image") != FOLDER
    """Whether it is asked at all, by what was answered before."""

    @property
    def is_value(self) -> bool:
        """True when the answer is the value of one variable, which the title names."""
        return self.key.startswith(VALUE)


def _check_address(text: str, _answers: Answers) -> Problem | None:
    address = Variable("public_url", "", "", "url", schemes=("http", "https"), empty_ok=False)
    problem = check_value(address, text.strip())
    if problem is None and urlsplit(text.strip()).path.strip("/"):
        return Problem("must have no path", "scheme, host and port only, such as https://dify.example.com")
    return problem


def _check_workers(text: str, _answers: Answers) -> Problem | None:
    return check_value(Variable("workers", "", "", "int", minimum=1, maximum=MAX_WORKERS, empty_ok=False), text.strip())


def is_free(port: int) -> bool:
    """True when nobody of this machine uses a port."""
    from tui.engine import ports  # noqa: PLC0415 - psutil is loaded only where somebody asks

    return ports.is_free(EVERYWHERE, port)


def free_port(wanted: int, other: int) -> int:
    """The wanted port when it is free, else another one, else the next that is; the wanted one when none is."""
    return next((port for port in (wanted, other, *range(other + 1, other + 100)) if is_free(port)), wanted)


def _check_port(text: str, _answers: Answers) -> Problem | None:
    return check_value(Variable("port", "", "", "port", empty_ok=False), text.strip())


def _default_port(answers: Answers) -> str:
    """The port of the address, where nothing stands in between; else a free one."""
    try:
        parts = urlsplit((answers.get("public_url") or "").strip())
        port = parts.port if parts.scheme == "http" else None
    except ValueError:
        port = None
    if port:
        return str(port)
    return str(free_port(HTTP_PORT, OTHER_HTTP_PORT))


def _default_address(answers: Answers) -> str:
    name = socket.getfqdn()
    reachable = answers.get("profile") == "production" and "." in name and not name.startswith("localhost")
    return f"http://{name}" if reachable else "http://localhost"


def _address_with_port(answers: Answers) -> str:
    """The address with the port under which it will be reached on this machine."""
    port = free_port(HTTP_PORT, OTHER_HTTP_PORT)
    return _default_address(answers) + ("" if port == HTTP_PORT else f":{port}")


def _default_workers(answers: Answers) -> str:
    by_cpu = profile_values(answers.get("profile") or "production", cpus()).get("SERVER_WORKER_AMOUNT", "1")
    return str(max(1, min(int(by_cpu), _workers_by_memory())))


def _workers_by_memory() -> int:
    """How many pairs of a worker for requests and one for tasks the memory of this machine has room for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int((memory - BESIDE_WORKERS) // (MEMORY_OF["api"] + MEMORY_OF["worker"]))


def _check_folder(text: str, _answers: Answers) -> Problem | None:
    from tui.workspace.discovery import look  # noqa: PLC0415 - the folder is looked at only where it is asked for

    folder = Path(text.strip()).expanduser()
    if not text.strip() or not folder.is_dir():
        return Problem("must be a folder that there is", "such as ~/dify/docker")
    found = look(folder)
    if not (found.compose or found.example or found.env.is_file()):
        return Problem("must hold a compose file, an .env.example or an .env", "name the folder they are in")
    return None


def _default_folder(_answers: Answers) -> str:
    """The folder that one is in, or its docker folder, when there is something to launch."""
    here = Path.cwd()
    found = (folder for folder in (here, here / "docker") if _check_folder(str(folder), {}) is None)
    return str(next(found, ""))


def _folder_question() -> Question:
    return Question(
        FOLDER,
        "Which folder?",
        "The one with the compose file of the deployment. It is opened as it is; nothing changes before you save.",
        FOLDER,
        default=_default_folder,
        check=_check_folder,
        asked=lambda answers: answers.get("image") == FOLDER,
    )


def _image_question() -> Question:
    return Question(
        "image",
        "What do you want to launch?",
        "The same services around either image. The first launch pulls the one, or builds the other from the folder's "
        "Dockerfile.",
        "choice",
        _IMAGE_CHOICES,
        lambda _answers: "dify",
        asked=lambda _answers: True,
    )


def _port_question() -> Question:
    return Question(
        "port",
        "Which port of this machine?",
        "The web server listens there for plain HTTP; another one in front, which ends HTTPS, sends its requests to "
        "it. Filled in is the port of the address, else one that is free.",
        "number",
        default=_default_port,
        check=_check_port,
    )


def questions(catalog: Catalog, *, images: bool = False) -> list[Question]:
    """The questions in their order, at most nine; secrets and review show what was decided and ask nothing.

    With images the first one is what to launch: one of two images (see :func:`knows_images`), or another folder. Which
    of the others are asked depends on the answer: :attr:`Question.asked`. A folder of another product is asked for what
    its compose file demands.
    """
    if not demands.is_of_product(catalog):
        return _questions_of_another_product(catalog)
    published = "EXPOSE_NGINX_PORT" in catalog
    labels = {choice.value: choice.label for choice in catalog["DB_TYPE"].choices} if "DB_TYPE" in catalog else {}
    databases = tuple(Choice(name, labels.get(name, "")) for name in DATABASES if not labels or name in labels)
    return [
        *([_image_question(), _folder_question()] if images else []),
        Question(
            "profile",
            "What is it for?",
            "Production is quiet, strict and fast. Development shows every query and reloads; never expose it.",
            "choice",
            tuple(Choice(profile.name, profile.summary) for profile in PROFILES.values()),
            lambda _answers: "production",
        ),
        Question(
            "public_url",
            "Where will people reach it?",
            "The address in the browser: scheme, host and, when it is not the usual one, the port. "
            "All public addresses, the CORS origins and the web server's name follow from it.",
            "text",
            default=_address_with_port if published else _default_address,
            check=_check_address,
        ),
        *([_port_question()] if published else []),
        Question(
            "database",
            "Which database keeps the data?",
            "It cannot be changed later without moving the data.",
            "choice",
            databases,
            lambda _answers: "postgresql",
        ),
        Question(
            "secrets",
            "Passwords and keys",
            "All are generated now, different for each deployment, and written to .env which only you can read. "
            "Keep a copy of .env with your backups: SECRET_KEY seals what is stored.",
            "secrets",
        ),
        Question(
            "workers",
            "How many workers?",
            "Processes that answer requests and, as many again, run tasks. One per CPU core is a good start.",
            "number",
            default=_default_workers,
            check=_check_workers,
        ),
        Question("review", "What will be written", "Nothing is written before you say so.", "review"),
    ]


def _questions_of_another_product(catalog: Catalog) -> list[Question]:
    asked = [_value_question(variable) for variable in demands.demanded(catalog)]
    secrets = Question(
        "secrets",
        "Passwords and keys",
        "Those that the services share among themselves are generated now and written to .env, which only you can "
        "read. Keep a copy of it with your backups.",
        "secrets",
    )
    review = Question("review", "What will be written", "Nothing is written before you say so.", "review")
    made = demands.made_secrets(catalog, {})
    return [*asked[:MOST_QUESTIONS], *([secrets] if made else []), review]


def _value_question(variable: Variable) -> Question:
    choices = demands.choices_of(variable)
    where = f"It goes to {', '.join(variable.readers[:3])}. " if variable.readers else ""
    return Question(
        VALUE + variable.name,
        f"{variable.name}?",
        f"{_sentence(variable.help)}{where}The compose file demands it. Leave it empty to set it later.",
        "password" if variable.secret else "choice" if choices else "text",
        choices,
        check=lambda text, _answers: check_value(variable, text) if text else None,
    )


def _sentence(text: str) -> str:
    """The first line of a help text, ready to be followed by another sentence."""
    line = text.strip().partition("\n")[0].rstrip(" .")
    return f"{line[:1].upper()}{line[1:]}. " if line else ""


def cpus() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
