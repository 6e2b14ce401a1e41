/* global SwaggerUIBundle, SwaggerUIStandalonePreset */
SwaggerUIBundle({
  urls: [
    {url: "../swagger.json", name: "Swagger 2.0"},
    {url: "../swagger.json?profile=designer", name: "Swagger 2.0, for designers"},
    {url: "../openapi.json", name: "OpenAPI 3.1"}
  ],
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  showExtensions: true
});
