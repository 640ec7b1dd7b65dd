from datetime import date

TODAY = date(2026, 6, 1)
