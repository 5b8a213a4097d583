"""What slides and paper say of a case: one message a page, with the picture that proves it."""
