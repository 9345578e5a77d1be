"""The usual ways to put events on a Streamlit map, to compare with."""
