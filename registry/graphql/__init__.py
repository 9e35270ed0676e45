"""The GraphQL face: types made from the model at start, answers read from projections."""
