package cx.warehouse.quality.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Texts held to a JSON Schema: of the draft that its {@code $schema} names, else of 2020-12. A {@code format} is a remark,
 * as it is to Python's jsonschema. A schema is whole: nothing is fetched that it points to. It travels as text to where the
 * rows are.
 */
public final class JsonSchemaMatcher implements UDF1<String, Integer> {

    static final int FITS = 0;
    public static final int BREAKS = 1;
    public static final int IS_NO_JSON = 2;

    private static final String ENDLESS = "`json_schema` leads back to itself without end";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Where the drafts' own schemas lie on the class path. */
    private static final Pattern DRAFT =
            Pattern.compile("classpath:/?draft(-0[467]|/20(19-09|20-12))/(schema|meta/[a-z-]+)");

    private final String schema;
    private transient JsonSchema compiled;

    private JsonSchemaMatcher(String schema) {
        this.schema = schema;
    }

    /** The schema, once it is sure that it is one, and that all it points to is in it. */
    public static JsonSchemaMatcher of(JsonNode schema) {
        JsonSchemaMatcher schemas = new JsonSchemaMatcher(schema.toString());
        JsonSchemaFactory factory = factory(schema);
        Set<ValidationMessage> faults = factory.getSchema(
                        SchemaLocation.of(SpecVersionDetector.detectOptionalVersion(schema, false)
                                .orElse(VersionFlag.V202012)
                                .getId()))
                .validate(schema);
        if (!faults.isEmpty()) {
            throw new ExpectationFault("`json_schema` is no JSON Schema: "
                    + faults.iterator().next().getMessage());
        }
        try {
            schemas.schema().initializeValidators();
        } catch (JsonProcessingException | JsonSchemaException e) {
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            throw new ExpectationFault("`json_schema` cannot be used: " + reason.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new ExpectationFault(ENDLESS, e);
        }
        return schemas;
    }

    private static JsonSchemaFactory factory(JsonNode schema) {
        Optional<VersionFlag> named = SpecVersionDetector.detectOptionalVersion(schema, false);
        return JsonSchemaFactory.getInstance(
                named.orElse(VersionFlag.V202012),
                builder -> builder.schemaLoaders(loaders -> loaders.add(JsonSchemaMatcher::refuse)));
    }

    /** Comes before the loaders that would fetch: null leaves a place to them. */
    private static InputStreamSource refuse(AbsoluteIri place) {
        if (DRAFT.matcher(place.toString()).matches()) {
            return null;
        }
        throw new ExpectationFault("it points to " + place + ", and a schema must be whole");
    }

    /** One of the codes above. */
    @Override
    public Integer call(String text) {
        if (text == null) {
            return FITS;
        }
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? IS_NO_JSON : schema().validate(value).isEmpty() ? FITS : BREAKS;
        } catch (JsonProcessingException e) {
            return IS_NO_JSON;
        } catch (StackOverflowError e) {
            throw new ExpectationFault(ENDLESS); // without its cause, for which Spark would end the whole process
        }
    }

    private JsonSchema schema() throws JsonProcessingException {
        if (compiled == null) {
            JsonNode read = MAPPER.readTree(schema);
            compiled = factory(read)
                    .getSchema(
                            read,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(false)
                                    .failFast(true)
                                    .build());
        }
        return compiled;
    }
}
