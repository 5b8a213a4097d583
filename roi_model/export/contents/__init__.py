"""What every document holds: the dossier, its pictures, tables, logo and address."""
