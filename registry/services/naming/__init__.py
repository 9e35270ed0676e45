"""From what people call a thing to the thing: records and codes by their names, and several where there are several."""
