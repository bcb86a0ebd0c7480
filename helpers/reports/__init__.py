"""The report: document model, words, tables, charts and writers. Import the module you need."""
