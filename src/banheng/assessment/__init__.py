"""Assessment: joins the ledger and the engine; live scores, periods and score sheets."""
