"""Table regions to grids: edges, lattice, cells, headers, and pieces joined over page breaks."""
