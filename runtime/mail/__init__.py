"""Mail as MAIL_TYPE says: through an SMTP server, or through Resend."""
