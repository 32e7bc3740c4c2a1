"""Where a member wants to work: target companies, opportunities, branding, and the week's goals."""
