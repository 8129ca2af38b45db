// The library speaks C++; its only reader is the target CSimdJSON.
