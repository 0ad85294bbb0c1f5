"""What is seen from outside: request ids through the queue, traces and metrics, error reports.

OpenTelemetry and Sentry are imported only where their switch is on.
"""
