"""The tables of the reference application."""

from __future__ import annotations

from runtime.models.account import Account, Membership, Tenant
from runtime.models.beat import BeatEntry, BeatLease
from runtime.models.conversation import Annotation, Conversation, Message
from runtime.models.dataset import Dataset, Document, Embedding, Keyword, Segment
from runtime.models.provider import PluginInstallation, ProviderCredential
from runtime.models.task_run import TaskRun
from runtime.models.trigger import Trigger, TriggerEvent, WorkflowSchedule
from runtime.models.workflow import RunTrace, Workflow, WorkflowRun, WorkflowStep

ALL = (
    *(TaskRun, BeatLease, BeatEntry),
    *(Tenant, Account, Membership, ProviderCredential, PluginInstallation),
    *(Dataset, Document, Segment, Keyword, Embedding),
    *(Workflow, Conversation, Message, Annotation, WorkflowRun, WorkflowStep, RunTrace),
    *(WorkflowSchedule, Trigger, TriggerEvent),
)
"""Every table, so that a migration knows them all."""
