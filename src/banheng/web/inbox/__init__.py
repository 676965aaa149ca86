"""The inbox, how one wants to be told, and the robots of chat groups."""
