"""The thank-you desk."""
