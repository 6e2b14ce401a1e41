package dev.connectorkit.checker.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The files of an unmanaged Power Platform solution with a connector: the connector itself, a reference to a connection of it, and
 * environment variables for its host and, with OAuth 2.0, for the client id and secret. The same input gives the same files.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/environment-variables">Environment variables in custom
 *     connectors</a>
 */
final class Solution {

    private static final String CONTENT_TYPES = """
            <?xml version="1.0" encoding="utf-8"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
              <Default Extension="xml" ContentType="application/octet-stream" />
              <Default Extension="json" ContentType="application/octet-stream" />
              <Default Extension="Png" ContentType="application/octet-stream" />
            </Types>
            """;

    private static final String TEXT = "100000000";
    private static final String SECRET = "100000005";

    private final ConnectorPackage connector;
    private final SolutionNames names;
    private final Map<String, String> variables = new LinkedHashMap<>();

    Solution(ConnectorPackage connector, SolutionNames names) {
        this.connector = connector;
        this.names = names;
    }

    /** Returns the files by their path in the archive, in its order. */
    Map<String, byte[]> files() throws IOException {
        ObjectNode swagger = connector.swagger();
        String host = swagger.path("host").asText();
        variable("host", "Host of " + names.title(), "The host that the connector calls.", host, TEXT);
        swagger.put("host", "@environmentVariables(\"" + names.logical("host") + "\")");
        JsonNode properties = connector.properties().path("properties");
        JsonNode parameters = properties.path("connectionParameters");
        JsonNode settings = parameters.path("token").path("oAuthSettings");
        if (settings instanceof ObjectNode oauth) {
            variable("clientid", "Client ID of " + names.title(), "The client ID of the registration.", "", TEXT);
            variable(
                    "clientsecret",
                    "Client secret of " + names.title(),
                    "The client secret in Azure Key Vault.",
                    "",
                    SECRET);
            oauth.put("clientId", "@environmentVariables(\"" + names.logical("clientid") + "\")");
            oauth.put("clientSecret", "@environmentVariables(\"" + names.logical("clientsecret") + "\")");
        }
        String folder = "Connector/" + names.connector();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("[Content_Types].xml", utf8(CONTENT_TYPES));
        files.put("solution.xml", utf8(manifest()));
        files.put(
                "customizations.xml",
                utf8(customizations(swagger.at("/info/description").asText())));
        files.put(folder + "_openapidefinition.json", utf8(swagger.toPrettyString() + "\n"));
        files.put(folder + "_connectionparameters.json", utf8(parameters.toPrettyString() + "\n"));
        files.put(
                folder + "_policytemplateinstances.json",
                utf8(properties.path("policyTemplateInstances").toPrettyString() + "\n"));
        files.put(folder + "_iconblob.Png", connector.iconFile());
        variables.forEach((name, xml) ->
                files.put("environmentvariabledefinitions/" + name + "/environmentvariabledefinition.xml", utf8(xml)));
        return files;
    }

    private void variable(String name, String title, String description, String value, String type) {
        String defaultValue = value.isEmpty() ? "" : "  <defaultvalue>" + escape(value) + "</defaultvalue>\n";
        variables.put(names.logical(name), """
                <environmentvariabledefinition schemaname="%s">
                %s  <description default="%s">
                    <label description="%s" languagecode="1033" />
                  </description>
                  <displayname default="%s">
                    <label description="%s" languagecode="1033" />
                  </displayname>
                  <introducedversion>%s</introducedversion>
                  <iscustomizable>1</iscustomizable>
                  <isrequired>1</isrequired>
                  <secretstore>0</secretstore>
                  <type>%s</type>
                </environmentvariabledefinition>
                """.formatted(
                        names.logical(name),
                        defaultValue,
                        escape(description),
                        escape(description),
                        escape(title),
                        escape(title),
                        names.version(),
                        type));
    }

    private String manifest() {
        StringBuilder components = new StringBuilder("\n      <RootComponent type=\"372\" id=\"{" + id()
                + "}\" schemaName=\"" + names.connector() + "\" behavior=\"0\" />");
        variables
                .keySet()
                .forEach(name -> components.append(
                        "\n      <RootComponent type=\"380\" schemaName=\"" + name + "\" behavior=\"0\" />"));
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <ImportExportXml version="9.2" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <SolutionManifest>
                    <UniqueName>%s</UniqueName>
                    <LocalizedNames>
                      <LocalizedName description="%s" languagecode="1033" />
                    </LocalizedNames>
                    <Descriptions />
                    <Version>%s</Version>
                    <Managed>0</Managed>
                    <Publisher>
                      <UniqueName>%s</UniqueName>
                      <LocalizedNames>
                        <LocalizedName description="%s" languagecode="1033" />
                      </LocalizedNames>
                      <Descriptions />
                      <EMailAddress xsi:nil="true"></EMailAddress>
                      <SupportingWebsiteUrl xsi:nil="true"></SupportingWebsiteUrl>
                      <CustomizationPrefix>%s</CustomizationPrefix>
                      <CustomizationOptionValuePrefix>10000</CustomizationOptionValuePrefix>
                      <Addresses />
                    </Publisher>
                    <RootComponents>%s
                    </RootComponents>
                    <MissingDependencies />
                  </SolutionManifest>
                </ImportExportXml>
                """.formatted(
                        names.solution(),
                        escape(names.title()),
                        names.version(),
                        names.prefix() + "publisher",
                        escape(names.publisher()),
                        names.prefix(),
                        components);
    }

    private String customizations(String description) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <Entities />
                  <Roles />
                  <Workflows />
                  <FieldSecurityProfiles />
                  <Templates />
                  <EntityMaps />
                  <EntityRelationships />
                  <OrganizationSettings />
                  <optionsets />
                  <CustomControls />
                  <EntityDataProviders />
                  <Connectors>
                    <Connector>
                      <connectorid>%1$s</connectorid>
                      <description>%2$s</description>
                      <displayname>%3$s</displayname>
                      <iconbrandcolor>%4$s</iconbrandcolor>
                      <name>%5$s</name>
                      <connectortype>1</connectortype>
                      <openapidefinition>/Connector/%5$s_openapidefinition.json</openapidefinition>
                      <connectionparameters>/Connector/%5$s_connectionparameters.json</connectionparameters>
                      <policytemplateinstances>/Connector/%5$s_policytemplateinstances.json</policytemplateinstances>
                      <iconblob>/Connector/%5$s_iconblob.Png</iconblob>
                    </Connector>
                  </Connectors>
                  <connectionreferences>
                    <connectionreference connectionreferencelogicalname="%6$s">
                      <connectionreferencedisplayname>%3$s</connectionreferencedisplayname>
                      <connectorid>/providers/Microsoft.PowerApps/apis/shared_%7$s</connectorid>
                      <customconnectorid>
                        <connectorid>%1$s</connectorid>
                      </customconnectorid>
                      <iscustomizable>1</iscustomizable>
                      <promptingbehavior>0</promptingbehavior>
                      <statecode>0</statecode>
                      <statuscode>1</statuscode>
                    </connectionreference>
                  </connectionreferences>
                  <Languages>
                    <Language>1033</Language>
                  </Languages>
                </ImportExportXml>
                """.formatted(
                        id(),
                        escape(description),
                        escape(names.title()),
                        connector.properties().at("/properties/iconBrandColor").asText(),
                        names.connector(),
                        names.logical("connection"),
                        names.connector().replace('_', '-').toLowerCase(Locale.ROOT));
    }

    /** Returns an id that stays when the connector is packaged again, so that an import updates it. */
    private UUID id() {
        return UUID.nameUUIDFromBytes(utf8("connectorkit/" + names.connector()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cc}\\p{Cs}\\x{FFFE}\\x{FFFF}&&[^\\t\\n\\r]]", " "); // XML has none of them
    }
}
