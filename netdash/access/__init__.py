"""Who is let in: the policy, signing in, and the deployer's settings and secrets."""
