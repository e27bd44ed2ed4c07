// What Swift cannot say to libxml2 itself: callbacks with many arguments, and types that differ between its versions.

#ifndef SIZHOU_LIBXML2_SHIM_H
#define SIZHOU_LIBXML2_SHIM_H

#include <libxml/xmlversion.h>
// Without it encoding.h pulls in the system's ICU headers, which clash with those inside Foundation.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlregexp.h>
#include <libxml/xmlschemas.h>

enum { SIZHOU_FINE = 0, SIZHOU_DOCTYPE = 1, SIZHOU_DEEP = 2, SIZHOU_LARGE = 3 };

/// One error as it comes from the parser or the validator. `offset` is the place of the element's start tag plus one, 0 unknown.
typedef void (*sizhou_report)(
    void *sink, int domain, int code, int level, long offset, int line, int column, const char *message);

/// What the callbacks of one reading share.
typedef struct {
  void *sink;
  sizhou_report report;
  int depth;
  int deepest;
  long nodes;
  long most_nodes;
  int refused;
  int refused_line;
} sizhou_reading;

#if LIBXML_VERSION >= 21200
typedef const xmlError *sizhou_error;
#else
typedef xmlErrorPtr sizhou_error;
#endif

static inline void sizhou_refuse(xmlParserCtxtPtr parser, sizhou_reading *reading, int why) {
  if (reading->refused == SIZHOU_FINE) {
    reading->refused = why;
    reading->refused_line = parser->input ? parser->input->line : 0;
  }
  xmlStopParser(parser);
}

static inline void sizhou_on_doctype(
    void *ctx, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id) {
  (void)name; (void)external_id; (void)system_id;
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)ctx;
  sizhou_refuse(parser, (sizhou_reading *)parser->_private, SIZHOU_DOCTYPE);
}

static inline void sizhou_on_start(
    void *ctx, const xmlChar *localname, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)ctx;
  sizhou_reading *reading = (sizhou_reading *)parser->_private;
  reading->depth += 1;
  reading->nodes += 1 + attribute_count + namespace_count;
  if (reading->depth > reading->deepest) { sizhou_refuse(parser, reading, SIZHOU_DEEP); return; }
  if (reading->nodes > reading->most_nodes) { sizhou_refuse(parser, reading, SIZHOU_LARGE); return; }
  xmlSAX2StartElementNs(
      ctx, localname, prefix, uri, namespace_count, namespaces, attribute_count, defaulted, attributes);
  if (parser->node != NULL && parser->input != NULL) {
    long offset = (long)parser->input->consumed + (long)(parser->input->cur - parser->input->base);
    parser->node->_private = (void *)(offset + 1);
  }
}

static inline void sizhou_on_end(
    void *ctx, const xmlChar *localname, const xmlChar *prefix, const xmlChar *uri) {
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)ctx;
  ((sizhou_reading *)parser->_private)->depth -= 1;
  xmlSAX2EndElementNs(ctx, localname, prefix, uri);
}

static inline void sizhou_pass_on(sizhou_reading *reading, sizhou_error error) {
  if (reading == NULL || error == NULL || error->level < XML_ERR_ERROR) return;
  long offset = 0;
  const xmlNode *node = (const xmlNode *)error->node;
  if (node != NULL && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
  if (node != NULL && node->type == XML_ELEMENT_NODE) offset = (long)node->_private;
  reading->report(
      reading->sink, error->domain, error->code, error->level, offset, error->line, error->int2, error->message);
}

static inline void sizhou_on_parse_error(void *ctx, sizhou_error error) {
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)ctx;
  if (parser != NULL) sizhou_pass_on((sizhou_reading *)parser->_private, error);
}

static inline void sizhou_on_schema_error(void *ctx, sizhou_error error) {
  sizhou_pass_on((sizhou_reading *)ctx, error);
}

/// Frees a text that libxml2 made (its own `xmlFree` is a variable).
static inline void sizhou_free(void *text) { xmlFree(text); }

/// Parses UTF-8 text without entities, network, DTD or XInclude; NULL where it is refused or not well-formed.
static inline xmlDocPtr sizhou_parse(const char *bytes, int count, sizhou_reading *reading) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL || parser->sax == NULL) return NULL;
  parser->_private = reading;
  parser->sax->internalSubset = sizhou_on_doctype;
  parser->sax->externalSubset = NULL;
  parser->sax->startElementNs = sizhou_on_start;
  parser->sax->endElementNs = sizhou_on_end;
  parser->sax->comment = NULL;
  parser->sax->processingInstruction = NULL;
  parser->sax->serror = sizhou_on_parse_error;
  int options = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
#if LIBXML_VERSION >= 21300
  options |= XML_PARSE_NO_XXE;
#endif
  xmlDocPtr document = xmlCtxtReadMemory(parser, bytes, count, NULL, NULL, options);
  if (document != NULL && (reading->refused != SIZHOU_FINE || !parser->wellFormed)) {
    xmlFreeDoc(document);
    document = NULL;
  }
  xmlFreeParserCtxt(parser);
  return document;
}

/// What a reader of events is told: one start tag, a piece of text, one end tag. Names come without their prefixes;
/// `attributes` holds five pointers for each: name, prefix, namespace, and where the value begins and ends.
typedef struct {
  /// First, so that the callbacks above find it at the same address.
  sizhou_reading reading;
  void (*on_start)(void *sink, const char *name, int attribute_count, const unsigned char **attributes);
  void (*on_text)(void *sink, const char *text, int count);
  void (*on_end)(void *sink, const char *name);
} sizhou_stream;

static inline void sizhou_stream_start(
    void *ctx, const xmlChar *localname, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
  (void)prefix; (void)uri; (void)namespaces; (void)defaulted;
  xmlParserCtxtPtr parser = (xmlParserCtxtPtr)ctx;
  sizhou_stream *stream = (sizhou_stream *)parser->_private;
  sizhou_reading *reading = &stream->reading;
  reading->depth += 1;
  reading->nodes += 1 + attribute_count + namespace_count;
  if (reading->depth > reading->deepest) { sizhou_refuse(parser, reading, SIZHOU_DEEP); return; }
  if (reading->nodes > reading->most_nodes) { sizhou_refuse(parser, reading, SIZHOU_LARGE); return; }
  stream->on_start(reading->sink, (const char *)localname, attribute_count, attributes);
}

static inline void sizhou_stream_end(void *ctx, const xmlChar *localname, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix; (void)uri;
  sizhou_stream *stream = (sizhou_stream *)((xmlParserCtxtPtr)ctx)->_private;
  stream->reading.depth -= 1;
  stream->on_end(stream->reading.sink, (const char *)localname);
}

static inline void sizhou_stream_text(void *ctx, const xmlChar *text, int count) {
  sizhou_stream *stream = (sizhou_stream *)((xmlParserCtxtPtr)ctx)->_private;
  stream->on_text(stream->reading.sink, (const char *)text, count);
}

/// Tells the events of UTF-8 text without building a tree, as safely as `sizhou_parse`; 1 where it is well-formed.
static inline int sizhou_stream_parse(const char *bytes, int count, sizhou_stream *stream) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL || parser->sax == NULL) return 0;
  parser->_private = stream;
  parser->sax->internalSubset = sizhou_on_doctype;
  parser->sax->externalSubset = NULL;
  parser->sax->startElementNs = sizhou_stream_start;
  parser->sax->endElementNs = sizhou_stream_end;
  parser->sax->characters = sizhou_stream_text;
  parser->sax->ignorableWhitespace = sizhou_stream_text;
  parser->sax->cdataBlock = sizhou_stream_text;
  parser->sax->comment = NULL;
  parser->sax->processingInstruction = NULL;
  parser->sax->serror = sizhou_on_parse_error;
  // With document types refused only the five built-in entities are left; NOENT hands them over as what they stand for.
  int options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES;
#if LIBXML_VERSION >= 21300
  options |= XML_PARSE_NO_XXE;
#endif
  xmlDocPtr document = xmlCtxtReadMemory(parser, bytes, count, NULL, "UTF-8", options);
  int is_fine = document != NULL && parser->wellFormed && stream->reading.refused == SIZHOU_FINE;
  if (document != NULL) xmlFreeDoc(document);
  xmlFreeParserCtxt(parser);
  return is_fine;
}

/// The start of the first tag with more than `most` attributes, found without parsing (libxml2 compares each attribute
/// of a tag with each other); -1 where there is none.
static inline long sizhou_crowded_tag(const char *bytes, long count, int most) {
  long start = 0;
  int found = 0;
  for (long at = 0; at + 1 < count; at++) {
    if (bytes[at] == '<') {
      start = at;
      found = 0;
    } else if (bytes[at] == '=') {
      unsigned char next = (unsigned char)bytes[at + 1];
      if ((next == '"' || next == '\'' || next <= 0x20) && ++found > most) return start;
    }
  }
  return -1;
}

/// Compiles a schema from memory; what it imports comes from the process's entity loader.
static inline xmlSchemaPtr sizhou_compile(const char *bytes, int count, sizhou_reading *reading) {
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(bytes, count);
  if (parser == NULL) return NULL;
  xmlSchemaSetParserStructuredErrors(parser, sizhou_on_schema_error, reading);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSchemaFreeParserCtxt(parser);
  return schema;
}

/// 0 valid, above 0 invalid, below 0 not validated.
static inline int sizhou_validate(xmlSchemaPtr schema, xmlDocPtr document, sizhou_reading *reading) {
  xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
  if (validator == NULL) return -1;
  xmlSchemaSetValidStructuredErrors(validator, sizhou_on_schema_error, reading);
  int answer = xmlSchemaValidateDoc(validator, document);
  xmlSchemaFreeValidCtxt(validator);
  return answer;
}

#endif
