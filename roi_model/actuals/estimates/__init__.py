"""What a few deals say of a rate or a cycle: estimates with their ranges, open deals included."""
