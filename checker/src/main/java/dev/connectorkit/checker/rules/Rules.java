package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Rule;
import java.util.List;
import java.util.Set;

/** The rules of the toolkit. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new SwaggerVersionRule(),
            new JsonValidRule(),
            new StructureRule(),
            new UnknownKeyRule(),
            new RequiredKeysRule(),
            new AllowedValuesRule(),
            new UniqueValuesRule(),
            new UrlsRule(),
            new SizeRule(),
            new OperationCountRule(),
            new SchemaCountRule(),
            new HostRule(),
            new BasePathRule(),
            new SchemesRule(),
            new PathSyntaxRule(),
            new PathCaseRule(),
            new PathOverlapRule(),
            new PathDefaultRule(),
            new OperationIdRule(),
            new OperationIdFormRule(),
            new SummaryRule(),
            new DescriptionRule(),
            new TriggerWordingRule(),
            new ParameterLabelsRule(),
            new VisibilityRule(),
            new InternalDefaultRule(),
            new UnknownExtensionRule(),
            new MisplacedExtensionRule(),
            new TriggerValueRule(),
            new LegacySchedulerRule(),
            new AgentEndpointRule(),
            new WebhookContentRule(),
            new WebhookUrlRule(),
            new UrlPositionRule(),
            new WebhookPathRule(),
            new WebhookSchemaRule(),
            new WebhookSingleRule(),
            new SubscribeResponseRule(),
            new UnsubscribeExistsRule(),
            new UnsubscribeShapeRule(),
            new HybridTriggerRule(),
            new PollMethodRule(),
            new PollWaitRule(),
            new PollFireRule(),
            new SplitOnRule(),
            new SchemaTypeRule(),
            new CompositionRule(),
            new DynamicTargetRule(),
            new DynamicParametersRule(),
            new DynamicPairsRule(),
            new DynamicPositionRule(),
            new DynamicReferenceRule(),
            new PathParameterRule(),
            new PathEncodingRule(),
            new ReservedNamesRule(),
            new BodyInGetRule(),
            new OneBodyRule(),
            new ParameterKeysRule(),
            new ConsumesRule(),
            new BodyRequiredRule(),
            new ResponsesRule(),
            new ResponsePartsRule(),
            new DefaultResponseRule(),
            new OneSchemaRule(),
            new EmptySchemaRule(),
            new OutputSchemaRule(),
            new ReferencesRule(),
            new RequiredPropertiesRule(),
            new ArrayItemsRule(),
            new DiscriminatorRule(),
            new BinaryRule(),
            new BoundsRule(),
            new PatternRule(),
            new EditorRule(),
            new FilterFunctionsRule(),
            new DefaultsAndEnumsRule(),
            new FormatsRule(),
            new SecurityRule(),
            new MimeRule(),
            new AnnotationRule(),
            new TestConnectionRule(),
            new PageableRule(),
            new InfoRule(),
            new MetadataRule(),
            new PropertiesFileRule(),
            new BreakingChangeRule());

    private Rules() {}

    /** Returns all of them. */
    public static List<Rule> all() {
        return ALL;
    }

    /** Returns those that compare a document with its previous version, and find what cannot be compared. */
    public static List<Rule> comparing() {
        return named(Set.of("json-valid", "structure", "breaking-change"));
    }

    /** Returns the one that finds members of another JSON type than Swagger 2.0 gives them. */
    public static List<Rule> structure() {
        return named(Set.of("structure"));
    }

    private static List<Rule> named(Set<String> ids) {
        return ALL.stream().filter(rule -> ids.contains(rule.id())).toList();
    }
}
