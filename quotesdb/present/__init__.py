"""What every face shares: JSON shapes, wording, verdicts, charts, the audit report."""
