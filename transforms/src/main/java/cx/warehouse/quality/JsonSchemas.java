package cx.warehouse.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Texts held to a JSON Schema: of the draft that its {@code $schema} names, else of 2020-12. A {@code format} is a remark,
 * as it is to Python's jsonschema. It travels as text to where the rows are.
 */
final class JsonSchemas implements UDF1<String, Integer> {

    static final int FITS = 0;
    static final int BREAKS = 1;
    static final int IS_NO_JSON = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String schema;
    private transient JsonSchema compiled;

    private JsonSchemas(String schema) {
        this.schema = schema;
    }

    /** The schema, once it is sure that it is one. */
    static JsonSchemas of(JsonNode schema) {
        JsonSchemas schemas = new JsonSchemas(schema.toString());
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
        return schemas;
    }

    private static JsonSchemaFactory factory(JsonNode schema) {
        Optional<VersionFlag> named = SpecVersionDetector.detectOptionalVersion(schema, false);
        return JsonSchemaFactory.getInstance(named.orElse(VersionFlag.V202012));
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
