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
 * Matches texts against a JSON Schema, of the draft that its {@code $schema} names, or else of 2020-12. A
 * {@code format} is an annotation without effect, as in Python's jsonschema. A schema must be complete, because nothing
 * is fetched. It is serialized as text to the executors.
 */
public final class JsonSchemaMatcher implements UDF1<String, Integer> {

    static final int FITS = 0;
    public static final int BREAKS = 1;
    public static final int IS_NO_JSON = 2;

    private static final String ENDLESS = "`json_schema` refers to itself without end";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Locations of the drafts' own schemas on the class path. */
    private static final Pattern DRAFT =
            Pattern.compile("classpath:/?draft(-0[467]|/20(19-09|20-12))/(schema|meta/[a-z-]+)");

    private final String schema;
    private transient JsonSchema compiled;

    private JsonSchemaMatcher(String schema) {
        this.schema = schema;
    }

    /**
     * Validates the schema and all references in it.
     *
     * @throws ExpectationFault if the schema is not valid, or refers to something outside itself
     */
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

    /** Runs before the loaders that would fetch a schema: null passes a location on to them. */
    private static InputStreamSource refuse(AbsoluteIri place) {
        if (DRAFT.matcher(place.toString()).matches()) {
            return null;
        }
        throw new ExpectationFault("it refers to " + place + ", but a schema must contain all that it refers to");
    }

    /**
     * Matches one text.
     *
     * @return {@link #FITS} (also for null), {@link #BREAKS} or {@link #IS_NO_JSON}
     */
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
            throw new ExpectationFault(ENDLESS); // without its cause, because Spark ends the whole process for a
            // StackOverflowError
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
