"""What can be done on the Configure screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from schemas.errors import UsageError
from schemas.rules.base import Severity
from schemas.secrets import generate
from tui.commands import Command
from tui.engine.protocol import Offer
from tui.messages import RotateSecret
from tui.screens.confirm import ConfirmScreen
from tui.web import in_browser
from tui.widgets.answers import Answer
from tui.workspace.external import edit
from tui.workspace.facts import SECRET_CLASSES
from tui.workspace.rotating import is_kept_in_data, partners

if TYPE_CHECKING:
    from tui.screens.configure.screen import ConfigureScreen

NEEDS_CARE = {"frozen", "stateful"}
"""Classes of secrets whose change does more than change the secret."""


class Edit(
    Command["ConfigureScreen"], place="configure", keys="enter", word="Edit", shown="enter", twin="env set KEY VALUE"
):
    """Edit the variable under the cursor."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a variable has the cursor."""
        return bool(host.variables.current) and not host.pane.has_focus_within

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Give the field the focus."""
        host.pane.open()


class Search(
    Command["ConfigureScreen"], place="configure", keys="slash,ctrl+f", word="Search", shown="/", twin="env search TEXT"
):
    """Find any variable by its name, help or allowed values."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open the search."""
        host.settle()
        host.open_search()


class ReviewAndSave(
    Command["ConfigureScreen"], place="configure", keys="s,ctrl+s", word="Save", shown="s", twin="env diff"
):
    """Look at the difference that saving makes, then save."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Go to the review."""
        host.settle()
        host.app.switch_mode("review")


class NextProblem(Command["ConfigureScreen"], place="configure", keys="e,f8", word="Problem", shown="e", twin="check"):
    """Go to the next variable with an error or a warning."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When there is one."""
        return bool(_problem_names(host))

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Go there."""
        _go_to_problem(host, 1)


class PreviousProblem(Command["ConfigureScreen"], place="configure", keys="E,shift+f8", shown="E", twin="check"):
    """Go to the previous variable with an error or a warning."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When there is one."""
        return bool(_problem_names(host))

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Go there."""
        _go_to_problem(host, -1)


class ApplyFix(Command["ConfigureScreen"], place="configure", keys="x", word="Fix", twin="check --fix KEY"):
    """Apply the fix that is offered for this variable."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a finding on it has a fix."""
        return any(found.fix for found in host.workspace.diagnostics_of(host.variables.current))

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Apply the fix of the worst finding."""
        fix = next(found.fix for found in host.workspace.diagnostics_of(host.variables.current) if found.fix)
        host.apply(fix)


class Reset(
    Command["ConfigureScreen"], place="configure", keys="r,delete", word="Reset", shown="r", twin="env unset KEY"
):
    """Go back to the default: the file's line for this variable is removed."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When the file or an edit sets it."""
        name = host.variables.current
        return bool(name) and host.workspace.text(name) is not None

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Unset it."""
        host.changed(host.workspace.unset(host.variables.current))


class GenerateSecret(
    Command["ConfigureScreen"],
    place="configure",
    keys="n,ctrl+g",
    word="New secret",
    shown="n",
    twin="secrets generate KEY --rotate",
):
    """Generate a strong new value for this secret."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """For secrets that can be made."""
        variable = host.workspace.catalog.get(host.variables.current)
        return variable is not None and variable.secret and variable.generator is not None

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Generate it; say when a change of it has consequences."""
        variable = host.workspace.catalog[host.variables.current]
        if host.store(variable.name, generate(variable)):
            meaning = SECRET_CLASSES.get(variable.secret_class or "", "")
            care = variable.secret_class in NEEDS_CARE
            host.notify(
                f"On a deployment with data: {meaning}." if care else "Nothing is written before you save.",
                title=f"{variable.name} has a new value",
                severity="warning" if care else "information",
                markup=False,
            )


class RotateInService(Command["ConfigureScreen"], place="configure", keys="R", shown="R", twin="secrets rotate KEY"):
    """Change this password inside the service that keeps it, in the file and in all that read it."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """For passwords that live in data, where the engine can change them there."""
        kept = is_kept_in_data(host.workspace, host.variables.current)
        return kept and Offer.ROTATE in host.engine.offers and host.workspace.has_env

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Ask with the consequences in sight; it runs on the Services screen."""
        host.settle()
        name = host.variables.current
        if host.workspace.is_changed(name):
            raise UsageError(f"{name} has an unsaved edit", "u takes it back: the rotation makes a new password itself")

        def answered(answer: str | None) -> None:
            if answer == "rotate":
                host.post_message(RotateSecret(name))

        same = partners(host.workspace, name)
        also = f" {', '.join(same)} gets the same." if same else ""
        detail = (
            "A new password is made. It is changed inside the running service first, checked by a login, written to "
            f"{host.workspace.env_path.name}, then the services that read it are made anew: they are away for a "
            f"moment.{also} If a step fails, all is taken back."
        )
        answers = (Answer("rotate", "Rotate"), Answer("", "Cancel"))
        host.app.push_screen(ConfirmScreen(f"Rotate {name} in the running service?", detail, answers), answered)


class Reveal(
    Command["ConfigureScreen"], place="configure", keys="v,ctrl+t", word="Reveal", shown="v", twin="env get KEY"
):
    """Show this secret for a few seconds."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """For secrets that are set."""
        name = host.variables.current
        return bool(name) and host.workspace.is_secret(name) and bool(host.workspace.text(name))

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Show it, or mask it again."""
        editor = host.pane.secret_editor
        if editor is not None:
            editor.hide_value() if editor.revealed else editor.reveal()


class CopyValue(Command["ConfigureScreen"], place="configure", keys="y", twin="env get KEY"):
    """Copy NAME=VALUE to the clipboard; of a masked secret only the name."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a variable has the cursor."""
        return bool(host.variables.current)

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Copy and say what."""
        name = host.variables.current
        secret, editor = host.workspace.is_secret(name), host.pane.secret_editor
        masked = secret and not (editor is not None and editor.revealed)
        host.app.copy_to_clipboard(name if masked else f"{name}={host.workspace.effective(name)}")
        note = "The value is masked: v shows it for a moment, then y copies it." if masked else ""
        note = "The clipboard holds a secret now." if secret and not masked else note
        host.notify(note, title=f"Copied {'only the name: ' if masked else ''}{name}", markup=False, timeout=5)


class OpenInEditor(Command["ConfigureScreen"], place="configure", keys="o", shown="o", twin="env set KEY --editor"):
    """Change this value in your own editor, which VISUAL or EDITOR names: for certificates and other long texts."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a variable has the cursor and there is a terminal to hand over."""
        return bool(host.variables.current) and not in_browser()

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Hand the terminal over until the editor ends, then store what it left."""
        host.settle()
        name = host.variables.current
        before = host.workspace.text(name)
        text = before if before is not None else host.workspace.effective(name)
        try:
            with host.app.suspend():
                left = edit(text, name, os.environ)
        except SuspendNotSupported:
            raise UsageError("this terminal cannot be handed over", f"launchdeck env set {name} --editor") from None
        if left == text:
            host.notify(f"{name} stays as it was.", markup=False, timeout=3)
        elif host.store(name, left):
            host.notify("Nothing is written before you save.", title=f"{name} has a new value", markup=False)


class Categories(
    Command["ConfigureScreen"], place="configure", keys="c", word="Categories", twin="env list --category NAME"
):
    """Choose another category."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """Where the tree has no place beside the list."""
        return host.has_class("-narrow")

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open or close the tree."""
        host.toggle_tree()


class PaneOnTheLeft(Command["ConfigureScreen"], place="configure", keys="left,h", visual="moves the focus"):
    """Go to the pane on the left."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Categories, variables, editor."""
        if host.pane.has_focus_within:
            host.variables.focus()
        else:
            host.focus_tree()


class PaneOnTheRight(Command["ConfigureScreen"], place="configure", keys="right,l", visual="moves the focus"):
    """Go to the pane on the right."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Categories, variables, editor."""
        if host.categories.has_focus:
            host.focus_list()
        else:
            host.pane.open()


class Back(Command["ConfigureScreen"], place="configure", keys="escape", visual="closes what is open on the screen"):
    """Close what is open: the search, the tree, the editor."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Close the topmost."""
        host.close_topmost()


def _problem_names(host: ConfigureScreen) -> list[str]:
    serious = [found for found in host.workspace.diagnostics if found.severity is not Severity.HINT and found.variables]
    return list(dict.fromkeys(found.variables[0] for found in serious if found.variables[0] in host.workspace.catalog))


def _go_to_problem(host: ConfigureScreen, step: int) -> None:
    names = _problem_names(host)
    here = host.variables.current
    at = names.index(here) + step if here in names else 0 if step > 0 else -1
    host.go_to(names[at % len(names)])
