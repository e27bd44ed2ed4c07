// The client library of PostgreSQL, for PostgresEngine alone.
#include <libpq-fe.h>
