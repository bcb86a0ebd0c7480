"""Stage 3, reflect: conclusions, the report, lessons. Import the module of the step you need."""
