"""Files of deals: what each column is, and the deals won, lost and open."""
