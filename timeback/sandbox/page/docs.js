"use strict";

fetch("/docs/documents").then((reply) => reply.json()).then((names) => {
  SwaggerUIBundle({
    dom_id: "#documents",
    urls: names.map((name) => ({ name, url: `/docs/${name}.json` })),
    "urls.primaryName": names.includes("rostering") ? "rostering" : names[0],
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: "StandaloneLayout",
    deepLinking: true,
    docExpansion: "none",
    // The default would send the document to a validator on the internet.
    validatorUrl: null,
  });
});
