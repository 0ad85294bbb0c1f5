"""Commands about the services: launch, how they are, start, stop, restart, logs, checks."""

from __future__ import annotations

from collections.abc import Iterator

from tui.engine.protocol import Health, Progress, ServiceStatus, Step
from tui.plain.reviewing import save
from tui.plain.session import PlainCommand, Session
from tui.workspace.printable import counted

TAIL = 20
"""Lines of a log that are told when no number is named."""


class Launch(PlainCommand, word="launch"):
    """Check what could stop a launch, then start every service and wait until it is healthy."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Ask about unsaved edits, check, start."""
        unsaved = [change.name for change in session.workspace.changes()]
        if unsaved and session.dialog.agree(f"Not saved, so not launched: {', '.join(unsaved)}. Save first?"):
            save(session)
        if check(session):
            narrate(session, session.engine.up())


class Check(PlainCommand, word="check"):
    """Check what would stop a launch, without starting anything."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Tell what is found."""
        check(session)


class Services(PlainCommand, word="services"):
    """Tell how each service is."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """One line for each."""
        for service in session.engine.status():
            session.dialog.say(tell(service))


class Map(PlainCommand, word="map"):
    """Tell what each service waits for."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """One line for each, in the order of starting."""
        for name, needs in session.engine.needs().items():
            waits = ", ".join(f"{need.service} {need.condition}" for need in needs)
            session.dialog.say(f"{name} waits for {waits or 'nothing'}")


class Environment(PlainCommand, word="environment", takes="SERVICE"):
    """Tell what a service runs with and would not get now, or would get otherwise; secrets are not told."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """One line for each, then what takes it over."""
        from tui.engine.masked import masked  # noqa: PLC0415 - only when somebody asks
        from tui.engine.telling import sentence, summary  # noqa: PLC0415 - the same

        if not rest:
            session.dialog.say("Name the service, such as: environment api")
            return
        shown = masked(session.engine.environment(rest), session.workspace)
        for one in shown.drift:
            session.dialog.say(sentence(one))
        session.dialog.say(summary(shown))


class Start(PlainCommand, word="start", takes="[SERVICE]"):
    """Start a service, or all that are stopped."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Start and tell."""
        narrate(session, session.engine.start(rest.split()))


class Stop(PlainCommand, word="stop", takes="[SERVICE]"):
    """Stop a service, or all; their data stays."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Stop and tell; all only after a question."""
        if rest or session.dialog.agree("Stop all services?"):
            narrate(session, session.engine.stop(rest.split()))


class Restart(PlainCommand, word="restart", takes="[SERVICE]"):
    """Restart a service, or all, with the settings that are saved."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Restart and tell; all only after a question."""
        if rest or session.dialog.agree("Restart all services?"):
            narrate(session, session.engine.restart(rest.split()))


class Logs(PlainCommand, word="logs", takes="[SERVICE] [N]"):
    """Tell the last lines of the logs; follow after that with the word follow."""

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Tell them; ctrl+c ends following."""
        words = rest.split()
        follow = "follow" in words
        number = next((int(word) for word in words if word.isdecimal()), TAIL)
        services = [word for word in words if word != "follow" and not word.isdecimal()]
        lines = session.engine.logs(services, tail=number, follow=follow)
        if follow:
            session.dialog.say("Following. Ctrl+c ends it.")
        try:
            for line in lines:
                session.dialog.say(line.text if len(services) == 1 else f"{line.service}: {line.text}")
        except KeyboardInterrupt:
            session.dialog.say("Not following any more.")


def check(session: Session) -> bool:
    """Tell what would stop a launch or make it a bad one; False when something would stop it."""
    found = session.engine.preflight()
    told = [one for one in found if one.status in {"fail", "warn"}]
    for one in told:
        session.dialog.say(f"{'Stops the launch' if one.status == 'fail' else 'Warning'}: {one.message}. {one.mend}")
    if not told:
        session.dialog.say(f"{counted(len(found), 'check')}, all well.")
    return all(one.status != "fail" for one in found)


def narrate(session: Session, steps: Iterator[Progress]) -> None:
    """Tell each step as it comes; ctrl+c ends the job, what it did stays."""
    dialog = session.dialog
    failed = 0
    try:
        for step in steps:
            if step.step is Step.COMMAND:
                dialog.say(f"Runs {step.message}")
                continue
            dialog.say(f"{step.service}: {step.step}{f', {step.message}' if step.message else ''}")
            for line in step.log:
                dialog.say(f"log: {line}")
            if step.variable:
                dialog.say(f"Say set {step.variable} to change what decides this.")
            failed += step.step is Step.FAILED
    except KeyboardInterrupt:
        session.engine.cancel()
        dialog.say("Interrupted; what was started stays.")
        return
    dialog.say(f"{counted(failed, 'service')} failed." if failed else "All done.")


def tell(service: ServiceStatus) -> str:
    """How a service is, as a line."""
    health = "" if service.health is Health.NONE else f", {service.health}"
    ports = f", at {' '.join(service.ports)}" if service.ports else ""
    stale = ", runs with older settings than the file has" if service.stale else ""
    return f"{service.name}: {service.state}{health}{ports}{stale}{f'. {service.detail}' if service.detail else ''}"
