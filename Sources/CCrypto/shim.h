#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

// BIO_get_mem_data is a macro over a variadic control call, which Swift can't import.
static inline long kite_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }
