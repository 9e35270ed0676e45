"""What tells harvesters and crawlers about the registry: catalogue, statistics, sitemap, robots.txt, security.txt."""
