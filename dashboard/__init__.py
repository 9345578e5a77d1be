"""The page: everything that imports streamlit or folium."""
