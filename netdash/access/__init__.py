"""Who is let in: the policy, signing in, members, and the secrets they rest on."""
