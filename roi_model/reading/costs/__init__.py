"""Files of costs: what each column is, and the dated amounts they come to."""
