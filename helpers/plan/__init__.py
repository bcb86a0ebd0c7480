"""Stage 1, Plan: one module per step."""
