// The query page: GraphiQL over the registry's own endpoint. The page's element says where that is and what to ask first.

import "./workers.js";
import "graphiql/graphiql.css";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "./graphiql.css";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

const place = document.getElementById("graphiql");
const { endpoint, query } = place.dataset;

async function ask(parameters, { headers } = {}) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

createRoot(place).render(
  <GraphiQL fetcher={ask} defaultQuery={query} defaultEditorToolsVisibility={false}>
    <GraphiQL.Logo>
      <span />
    </GraphiQL.Logo>
  </GraphiQL>,
);
