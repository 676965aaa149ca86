"""How homeroom teachers are chosen, certified, trained and grow: dated facts about them, and the rules that read these."""
