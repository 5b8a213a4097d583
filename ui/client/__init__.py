"""What somebody sees who has a link: one version of one case, and of it what its sender chose."""
