"""The only part besides the pages that knows Streamlit."""
