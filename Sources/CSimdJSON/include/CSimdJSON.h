#ifndef KITE_SIMDJSON_H
#define KITE_SIMDJSON_H
#endif
