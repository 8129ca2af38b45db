// Tests of this module begin here.
