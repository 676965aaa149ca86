"""Who may and who must: rules about persons as data, answered yes, no or unknown with the reason."""
