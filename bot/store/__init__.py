"""What is kept: tables, and one module a noun of plain functions taking a Connection."""
